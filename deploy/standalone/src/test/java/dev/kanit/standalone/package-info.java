/** Rules for the whole module. */
@NullMarked
package dev.kanit.standalone;

import org.jspecify.annotations.NullMarked;
