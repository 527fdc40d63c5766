@NullMarked
package dev.kanit.collector.check.sql;

import org.jspecify.annotations.NullMarked;
