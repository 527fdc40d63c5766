/** The HTTP API, see docs/openapi/stage-evaluator.yaml. */
@NullMarked
package dev.kanit.evaluator.api;

import org.jspecify.annotations.NullMarked;
