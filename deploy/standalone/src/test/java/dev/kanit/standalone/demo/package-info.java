/** The demonstration, as somebody who tries it sees it. */
@NullMarked
package dev.kanit.standalone.demo;

import org.jspecify.annotations.NullMarked;
