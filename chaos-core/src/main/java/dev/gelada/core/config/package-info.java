/** Files: YAML to experiments and policies, every error at once; schema and reference pages. */
@NullMarked
package dev.gelada.core.config;

import org.jspecify.annotations.NullMarked;
