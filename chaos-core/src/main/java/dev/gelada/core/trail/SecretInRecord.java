package dev.gelada.core.trail;

import java.io.IOException;

/**
 * A known secret stands in text that the trail would need exactly, so it can neither be written nor
 * blotted out. Nothing was written. The message does not hold the secret.
 */
public final class SecretInRecord extends IOException {
  private static final long serialVersionUID = 1L;

  SecretInRecord(RecordType type) {
    super(
        "a known secret stands in the data of a '%s' record, which is needed exactly as it is, so nothing was written. Keep secrets out of names, labels, commands and undo arguments: pass them by environment"
            .formatted(type.text()));
  }
}
