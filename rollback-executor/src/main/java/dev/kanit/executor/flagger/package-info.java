/** Watches a Canary of Flagger do what Kanıt's gates let it do. */
@NullMarked
package dev.kanit.executor.flagger;

import org.jspecify.annotations.NullMarked;
