/** What is in {@code deploy/}, held against a real API server. */
@NullMarked
package dev.gelada.k8s.deploy;

import org.jspecify.annotations.NullMarked;
