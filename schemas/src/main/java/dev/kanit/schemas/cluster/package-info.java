/**
 * What a cluster must look like for Kanıt, compared with what it looks like: topics, their
 * settings, and who may do what. Everything is computed by pure code from the catalogue; {@link
 * dev.kanit.schemas.cluster.ClusterSurvey} reads a cluster, {@link
 * dev.kanit.schemas.cluster.ClusterChanges} changes it. Nothing is ever deleted or made smaller.
 */
@NullMarked
package dev.kanit.schemas.cluster;

import org.jspecify.annotations.NullMarked;
