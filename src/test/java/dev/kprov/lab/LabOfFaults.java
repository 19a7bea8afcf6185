package dev.kprov.lab;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.parallel.ResourceLock;

/// Tests that break clusters of the lab and mend them. They mostly wait for what becomes of a fault, so one class of
/// them runs beside one of `LabOfHosts` and one of `LabOfPrograms`.
@Tag("lab")
@ResourceLock("lab of faults")
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@interface LabOfFaults {}
