/** Checks of databases over JDBC: one statement, in a read-only transaction that is rolled back. */
@NullMarked
package dev.kanit.collector.check.sql;

import org.jspecify.annotations.NullMarked;
