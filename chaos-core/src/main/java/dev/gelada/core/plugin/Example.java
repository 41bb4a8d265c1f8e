package dev.gelada.core.plugin;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** A piece of YAML that loads; on a settings record it is the plug-in's whole entry. */
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.RECORD_COMPONENT})
public @interface Example {
  /** YAML in flow or block style, beginning with the plug-in's name. */
  String value();
}
