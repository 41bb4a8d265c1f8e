package dev.gelada.cli.campaign;

import dev.gelada.core.attack.AttackType;
import java.io.IOException;
import java.net.URL;
import java.util.Collections;
import java.util.Enumeration;

/**
 * The plug-ins of the class path, but attacks with stop points instead of the plain ones: their
 * services file is {@code staged-attacks} beside this class. An attack that is added to Gelada is
 * added there.
 */
final class StagedPlugins extends ClassLoader {
  private static final String ATTACKS = "META-INF/services/" + AttackType.class.getName();

  StagedPlugins() {
    super(StagedPlugins.class.getClassLoader());
  }

  @Override
  public Enumeration<URL> getResources(String name) throws IOException {
    return name.equals(ATTACKS)
        ? Collections.enumeration(
            Collections.singleton(StagedPlugins.class.getResource("staged-attacks")))
        : super.getResources(name);
  }
}
