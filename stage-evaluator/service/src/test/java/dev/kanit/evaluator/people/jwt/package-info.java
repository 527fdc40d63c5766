@NullMarked
package dev.kanit.evaluator.people.jwt;

import org.jspecify.annotations.NullMarked;
