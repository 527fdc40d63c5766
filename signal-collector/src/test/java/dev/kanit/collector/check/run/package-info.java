@NullMarked
package dev.kanit.collector.check.run;

import org.jspecify.annotations.NullMarked;
