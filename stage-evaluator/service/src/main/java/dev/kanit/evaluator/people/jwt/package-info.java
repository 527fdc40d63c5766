/** People whom an identity provider vouches for with signed tokens. */
@NullMarked
package dev.kanit.evaluator.people.jwt;

import org.jspecify.annotations.NullMarked;
