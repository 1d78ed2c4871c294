package io.chasqui.jms.message;

import java.io.ObjectInputFilter;
import org.jspecify.annotations.Nullable;

/**
 * Holds one object that is being deserialised to what an {@link ObjectAdmission} allows, and remembers why it refused.
 * Arrays are made before their elements are read, so their lengths together may not be much more than what the body could
 * fill: hash tables of the JDK take up to eight slots for each entry.
 */
final class AdmissionFilter implements ObjectInputFilter {
    private static final long SLOTS_ALWAYS = 1_024;
    private static final long SLOTS_A_BYTE = 8;

    private final ObjectAdmission admission;
    private final long slotLimit;
    private long slots;
    private @Nullable String refusal;

    AdmissionFilter(ObjectAdmission admission, int bodyBytes) {
        this.admission = admission;
        this.slotLimit = SLOTS_ALWAYS + SLOTS_A_BYTE * bodyBytes;
    }

    /** Why the object was refused, or null if it was not refused here. */
    @Nullable
    String refusal() {
        return refusal;
    }

    @Override
    public Status checkInput(FilterInfo info) {
        String reason = limitReason(info);
        Class<?> wanted = info.serialClass();
        if (reason == null && wanted != null && !admission.admits(wanted.getName())) {
            reason = classReason(wanted.getName());
        }
        if (reason != null) {
            refusal = reason;
            return Status.REJECTED;
        }
        return wanted == null ? Status.UNDECIDED : Status.ALLOWED;
    }

    /** Refuses a class by its name, before it is loaded. */
    boolean admits(String className) {
        if (admission.admits(className)) {
            return true;
        }
        refusal = classReason(className);
        return false;
    }

    private @Nullable String limitReason(FilterInfo info) {
        if (info.depth() > admission.maxDepth()) {
            return admission.beyond(ObjectAdmission.DEPTH_OPTION, admission.maxDepth(), "levels");
        }
        if (info.references() > admission.maxReferences()) {
            return admission.beyond(ObjectAdmission.REFERENCES_OPTION, admission.maxReferences(), "objects");
        }
        if (info.arrayLength() > 0) {
            slots += info.arrayLength();
            if (slots > slotLimit) {
                return "The object claims arrays of " + slots + " elements, more than its body could fill.";
            }
        }
        return null;
    }

    private static String classReason(String className) {
        return "The class " + className + " is not admitted. If you trust the senders, name it, or its package as"
                + " 'package.*', in the option " + ObjectAdmission.ALLOW_OPTION
                + " of the connection URL or in the system"
                + " property " + ObjectAdmission.ALLOW_PROPERTY + ".";
    }
}
