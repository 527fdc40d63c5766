/** How auditors follow the archive; described in docs/evidence.md. */
@NullMarked
package dev.kanit.archiver.example;

import org.jspecify.annotations.NullMarked;
