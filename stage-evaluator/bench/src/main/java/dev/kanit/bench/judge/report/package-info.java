/** The figures for people and machines: goals, JSON, a page with tables and charts. */
@NullMarked
package dev.kanit.bench.judge.report;

import org.jspecify.annotations.NullMarked;
