package dev.gelada.core.trail;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** What was noted of each trail: small files, one a trail, replaced as a whole. */
final class Notes {
  private final Path folder;

  Notes(Path folder) {
    this.folder = folder;
  }

  Trails.Noted of(String uri) throws IOException {
    Path file = file(uri);
    return Files.exists(file) ? NoteJson.read(file) : new Trails.Noted(uri, "", Head.EMPTY);
  }

  List<Trails.Noted> all() throws IOException {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    List<Trails.Noted> all = new ArrayList<>();
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.filter(f -> f.toString().endsWith(".json")).sorted().toList()) {
        all.add(NoteJson.read(file));
      }
    }
    return all;
  }

  void write(Trails.Noted noted) throws IOException {
    try {
      TrailFiles.createFolder(folder);
      NoteJson.write(file(noted.uri()), noted);
    } catch (FileSystemException closed) {
      throw new IOException(
          "the trail cannot be noted in "
              + folder
              + " ("
              + TrailPlace.reason(closed)
              + "), and one that is not noted is not found again by halt and revert. Make that"
              + " folder writable, or set XDG_STATE_HOME",
          closed);
    }
  }

  void remove(String uri) throws IOException {
    Files.deleteIfExists(file(uri));
  }

  Path file(String uri) {
    return folder.resolve(Line.hash(uri).substring(0, 32) + ".json");
  }
}
