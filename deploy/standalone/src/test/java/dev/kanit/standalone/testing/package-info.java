/** What the tests of this module share. */
@NullMarked
package dev.kanit.standalone.testing;

import org.jspecify.annotations.NullMarked;
