package dev.gelada.k8s.network;

import dev.gelada.core.plugin.Connector;

/** Takes the agents' image from the variable {@code GELADA_AGENT_IMAGE}. */
public final class AgentImageConnector implements Connector<AgentImage> {
  @Override
  public Class<AgentImage> type() {
    return AgentImage.class;
  }

  @Override
  public AgentImage open(Ambient ambient) {
    return new AgentImage(ambient.environment().getOrDefault(AgentImage.VARIABLE, ""));
  }
}
