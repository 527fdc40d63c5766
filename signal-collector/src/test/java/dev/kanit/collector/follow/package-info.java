@NullMarked
package dev.kanit.collector.follow;

import org.jspecify.annotations.NullMarked;
