@NullMarked
package dev.kanit.schemas.cluster;

import org.jspecify.annotations.NullMarked;
