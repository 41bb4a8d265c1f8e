package dev.gelada.core.plugin;

import java.util.List;

/**
 * Power of a plug-in: says which rights and prerequisites are missing, one by one. Touches nothing.
 */
public interface Check {
  /** What is missing; empty when all is there. May block on the platform. */
  List<Refusal> missing(Connections with) throws Exception;
}
