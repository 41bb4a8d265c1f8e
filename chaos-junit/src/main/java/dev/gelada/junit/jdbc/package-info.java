/**
 * Faults between code and its database: a target before a {@link javax.sql.DataSource} or a JDBC
 * URL. {@link dev.gelada.junit.jdbc.JdbcTarget} is all that a test needs.
 */
@NullMarked
package dev.gelada.junit.jdbc;

import org.jspecify.annotations.NullMarked;
