package dev.gelada.core.trail;

import dev.gelada.core.testing.TrailStoreContract;

class MemoryTrailStoreTest extends TrailStoreContract {
  @Override
  protected TrailStore empty() {
    return new MemoryTrailStore();
  }

  @Override
  protected boolean rotates() {
    return true;
  }
}
