package dev.gelada.core.trail;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Which kinds of file system can carry a trail. */
final class FileSystems {
  /** Several machines share them, and locks, caches or syncs do not reach all of them. */
  private static final Set<String> SHARED =
      Set.of(
          "nfs",
          "nfs3",
          "nfs4",
          "cifs",
          "smb",
          "smb2",
          "smb3",
          "smbfs",
          "ncpfs",
          "9p",
          "virtiofs",
          "vboxsf",
          "vmhgfs",
          "prl_fs",
          "ceph",
          "glusterfs",
          "lustre",
          "afs",
          "auristorfs",
          "coda",
          "gfs",
          "gfs2",
          "ocfs2",
          "gpfs",
          "beegfs",
          "orangefs",
          "pvfs2",
          "davfs",
          "webdav",
          "afpfs",
          "drvfs");

  private static final Set<String> LOCAL_FUSE =
      Set.of("fuse.ntfs-3g", "fuse.exfat", "fuse.fuse-overlayfs", "fuse.ext2", "fuse.ext4");

  private FileSystems() {}

  /** Why a trail cannot live there; empty if it can. */
  static Optional<String> refusal(String kind) {
    String name = kind.toLowerCase(Locale.ROOT);
    if (SHARED.contains(name)) {
      return Optional.of("a file system of kind " + kind + " is shared by machines");
    }
    if (name.startsWith("fuse.") && !LOCAL_FUSE.contains(name)) {
      return Optional.of("a file system of kind " + kind + " is not known to be local");
    }
    return Optional.empty();
  }
}
