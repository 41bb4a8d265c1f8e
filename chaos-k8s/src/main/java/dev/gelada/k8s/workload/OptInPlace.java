package dev.gelada.k8s.workload;

/** Where an opt-in is looked for; each but the first two costs a longer list. */
public enum OptInPlace {
  /** Labels of the workload. */
  WORKLOAD,
  /** Labels of the pod. */
  POD,
  /** Annotations of workload and pod, which the server cannot select by. */
  ANNOTATIONS,
  /** Labels of the name space; counts only with the policy's leave. */
  NAMESPACE
}
