/**
 * Campaigns: many seeded rounds of the trouble that the protocol of claims is made for (runners
 * that are killed or stand still, rivals, halts), and what must be true after each.
 */
@NullMarked
package dev.gelada.cli.campaign;

import org.jspecify.annotations.NullMarked;
