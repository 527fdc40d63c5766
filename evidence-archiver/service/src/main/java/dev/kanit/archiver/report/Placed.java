package dev.kanit.archiver.report;

import dev.kanit.archiver.document.Source;

/** A record and where it lies. */
public record Placed<T>(T record, Source source) {}
