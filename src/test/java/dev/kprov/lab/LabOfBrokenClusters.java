package dev.kprov.lab;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.parallel.ResourceLock;

/// Tests that need the lab's hosts for a cluster which they break again and again. They mostly wait for it to be
/// broken, to be found out and to be well again, so one class of them runs beside those of the other two kinds.
@Tag("lab")
@ResourceLock("lab of broken clusters")
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@interface LabOfBrokenClusters {}
