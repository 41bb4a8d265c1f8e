package dev.gelada.k8s.cluster;

import io.fabric8.kubernetes.api.model.AuthInfo;
import io.fabric8.kubernetes.api.model.ExecConfig;
import io.fabric8.kubernetes.api.model.NamedAuthInfo;
import io.fabric8.kubernetes.api.model.NamedContext;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.internal.KubeConfigUtils;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Reads what kubectl reads: several files become one, of each name the first wins, and files that
 * are not there are passed over unless none is. All that is wrong is one line without a stack
 * trace.
 */
final class Kubeconfig {
  private Kubeconfig() {}

  /**
   * The cluster and user of a context.
   *
   * @param files in order, at least one
   * @param context empty for the current one
   * @throws IOException if a file cannot be read, the context is not in them, or its user's
   *     credential plug-in gives nothing
   */
  static Config read(List<Path> files, String context) throws IOException {
    List<io.fabric8.kubernetes.api.model.Config> parsed = new ArrayList<>();
    for (Path file : files) {
      if (files.size() == 1 || Files.exists(file)) {
        parsed.add(parse(file));
      }
    }
    if (parsed.isEmpty()) {
      throw new IOException("none of the kubeconfigs " + names(files) + " is there");
    }
    NamedContext wanted = context(files, parsed, context);
    Config config = Config.empty();
    try {
      KubeConfigUtils.merge(
          config, wanted.getName(), parsed.toArray(io.fabric8.kubernetes.api.model.Config[]::new));
    } catch (RuntimeException e) { // of many kinds, each with the file's own words
      throw new IOException(
          "the kubeconfig %s is not usable: %s".formatted(names(files), line(e)), e);
    }
    check(config, wanted, parsed);
    return config;
  }

  private static io.fabric8.kubernetes.api.model.Config parse(Path file) throws IOException {
    if (!Files.exists(file)) {
      throw new IOException("there is no kubeconfig " + file);
    }
    if (!Files.isReadable(file) || Files.isDirectory(file)) {
      throw new IOException("the kubeconfig " + file + " cannot be read");
    }
    try {
      return Objects.requireNonNull(KubeConfigUtils.parseConfig(file.toFile()), "it is empty");
    } catch (RuntimeException e) {
      throw new IOException("the kubeconfig %s is not usable: %s".formatted(file, line(e)), e);
    }
  }

  private static NamedContext context(
      List<Path> files, List<io.fabric8.kubernetes.api.model.Config> parsed, String context)
      throws IOException {
    String name =
        context.isEmpty()
            ? parsed.stream()
                .map(io.fabric8.kubernetes.api.model.Config::getCurrentContext)
                .filter(current -> current != null && !current.isEmpty())
                .findFirst()
                .orElse("")
            : context;
    List<NamedContext> all = parsed.stream().flatMap(each -> each.getContexts().stream()).toList();
    String known =
        all.isEmpty()
            ? "it has none"
            : "its contexts are "
                + all.stream()
                    .map(NamedContext::getName)
                    .distinct()
                    .sorted()
                    .collect(Collectors.joining(", "));
    if (name.isEmpty()) {
      throw new IOException(
          "the kubeconfig %s has no current context; choose one with --context: %s"
              .formatted(names(files), known));
    }
    Optional<NamedContext> found =
        all.stream()
            .filter(each -> each.getName().equals(name) && each.getContext() != null)
            .findFirst();
    return found.orElseThrow(
        () ->
            new IOException(
                "the kubeconfig %s has no context '%s': %s".formatted(names(files), name, known)));
  }

  /** The client goes on without what it did not find, and asks as nobody. */
  private static void check(
      Config config, NamedContext context, List<io.fabric8.kubernetes.api.model.Config> parsed)
      throws IOException {
    String cluster = context.getContext().getCluster();
    boolean there =
        parsed.stream()
            .flatMap(each -> each.getClusters().stream())
            .anyMatch(each -> each.getName().equals(cluster));
    if (!there) {
      throw new IOException(
          "the context '%s' is of a cluster '%s' that is in no kubeconfig"
              .formatted(context.getName(), cluster));
    }
    String user = context.getContext().getUser();
    Optional<AuthInfo> info =
        parsed.stream()
            .flatMap(each -> each.getUsers().stream())
            .filter(each -> each.getName().equals(user))
            .map(NamedAuthInfo::getUser)
            .filter(Objects::nonNull)
            .findFirst();
    if (info.isEmpty()) {
      if (user != null && !user.isEmpty()) {
        throw new IOException(
            "the context '%s' is of a user '%s' that is in no kubeconfig"
                .formatted(context.getName(), user));
      }
      return;
    }
    @Nullable ExecConfig plugin = info.get().getExec();
    if (plugin != null && nothing(config)) {
      throw new IOException(
          "the credential plug-in '%s' of the user '%s' gave no credential; run it by hand, or log in again"
              .formatted(new File(plugin.getCommand()).getName(), user));
    }
  }

  private static boolean nothing(Config config) {
    return config.getAutoOAuthToken() == null
        && config.getOauthToken() == null
        && config.getClientCertData() == null
        && config.getClientCertFile() == null;
  }

  private static String names(List<Path> files) {
    return files.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator));
  }

  private static String line(RuntimeException e) {
    return Objects.requireNonNullElse(e.getMessage(), e.getClass().getSimpleName())
        .lines()
        .map(String::strip)
        .filter(text -> !text.isEmpty())
        .limit(2)
        .collect(Collectors.joining(" "));
  }
}
