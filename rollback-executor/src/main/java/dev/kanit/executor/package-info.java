/**
 * The rollback-executor: carries out what the evaluator ordered, once and fenced, and tells on
 * {@code rollout.actions} what was done. This package composes the parts without a framework.
 */
@NullMarked
package dev.kanit.executor;

import org.jspecify.annotations.NullMarked;
