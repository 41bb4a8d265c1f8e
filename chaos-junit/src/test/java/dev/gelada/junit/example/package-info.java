/** Tests as a user of the extension would write them. */
@NullMarked
package dev.gelada.junit.example;

import org.jspecify.annotations.NullMarked;
