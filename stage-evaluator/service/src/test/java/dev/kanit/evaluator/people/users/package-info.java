@NullMarked
package dev.kanit.evaluator.people.users;

import org.jspecify.annotations.NullMarked;
