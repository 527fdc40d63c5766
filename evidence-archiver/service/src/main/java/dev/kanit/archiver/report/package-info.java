/**
 * What people read of a rollout, as pure functions over its decisions. The same in every locale.
 */
@NullMarked
package dev.kanit.archiver.report;

import org.jspecify.annotations.NullMarked;
