/**
 * The evidence-archiver: keeps every record of every topic, and a directory per rollout that people
 * can read. This package composes the parts without a framework.
 */
@NullMarked
package dev.kanit.archiver;

import org.jspecify.annotations.NullMarked;
