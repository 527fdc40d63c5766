/**
 * Reports as data, and their two forms: Markdown and a self-contained HTML page. Every figure knows
 * the records that it came from.
 */
@NullMarked
package dev.kanit.archiver.document;

import org.jspecify.annotations.NullMarked;
