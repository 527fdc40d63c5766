/** What the trading platform shows besides orders: pages, its database's state, its flags. */
@NullMarked
package dev.kanit.sampletarget.trading;

import org.jspecify.annotations.NullMarked;
