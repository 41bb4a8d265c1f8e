package dev.gelada.k8s.pod;

import java.util.List;

/** What an attack changes in an object that it borrows. */
public interface Terms {
  /** Whether it is as it was before. */
  boolean original(Lent now);

  /** Whether it is as the attack left it. */
  boolean changed(Lent now);

  /** Makes it as the attack wants it. */
  List<Operation> change();

  /** Makes it as it was before. */
  List<Operation> back();

  /** How it is now, in words: {@code it has 3 replicas}. */
  String words(Lent now);
}
