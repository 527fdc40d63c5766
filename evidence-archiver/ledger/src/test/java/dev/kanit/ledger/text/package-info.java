/** Tests of JSON that is written and read byte for byte. */
@NullMarked
package dev.kanit.ledger.text;

import org.jspecify.annotations.NullMarked;
