/** People in a local file, with salted hashes of their tokens and passwords. */
@NullMarked
package dev.kanit.evaluator.people.users;

import org.jspecify.annotations.NullMarked;
