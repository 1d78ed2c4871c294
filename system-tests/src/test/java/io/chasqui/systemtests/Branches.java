package io.chasqui.systemtests;

import io.chasqui.testkit.history.Outcome;
import io.chasqui.testkit.history.WorkUnit;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import javax.transaction.xa.XAException;
import javax.transaction.xa.XAResource;

/**
 * A transaction manager in small: knows which branches may be prepared, what was decided about them, and ends them; after
 * a crash by asking which are in doubt.
 */
final class Branches {
    /** How far a branch has come. */
    private enum Stage {
        PREPARING,
        PREPARED,
        ENDING
    }

    /** What is known of a branch, and whether to commit it. */
    private record Branch(WorkUnit unit, boolean commit, Stage stage) {
        Branch at(Stage other) {
            return new Branch(unit, commit, other);
        }
    }

    private final Scene scene;
    private final Notebook notebook;
    private final Map<BranchName, Branch> waiting = new LinkedHashMap<>();

    Branches(Scene scene, Notebook notebook) {
        this.scene = scene;
        this.notebook = notebook;
    }

    /** How many branches wait for their end. */
    int waiting() {
        return waiting.size();
    }

    /** Prepares the notebook's current unit, which then waits for its end. */
    void prepare(XAResource resource, BranchName name, boolean commit) throws XAException {
        Branch branch = new Branch(notebook.leave(), commit, Stage.PREPARING);
        waiting.put(name, branch);
        try {
            if (resource.prepare(name) == XAResource.XA_RDONLY) {
                settle(name, branch, Outcome.CONFIRMED);
            } else {
                waiting.put(name, branch.at(Stage.PREPARED));
            }
        } catch (XAException e) {
            if (e.errorCode < XAException.XA_RBBASE || e.errorCode > XAException.XA_RBEND) {
                throw e;
            }
            settle(name, branch, Outcome.FAILED);
        }
    }

    /** Ends the branch that has waited for longest. */
    void endOldest(XAResource resource) throws XAException {
        Map.Entry<BranchName, Branch> oldest = waiting.entrySet().iterator().next();
        end(resource, oldest.getKey(), oldest.getValue());
    }

    private void end(XAResource resource, BranchName name, Branch branch) throws XAException {
        notebook.ending(branch.unit());
        waiting.put(name, branch.at(Stage.ENDING));
        if (branch.commit()) {
            resource.commit(name, false);
        } else {
            resource.rollback(name);
        }
        settle(name, branch, branch.commit() ? Outcome.CONFIRMED : Outcome.FAILED);
    }

    /** On a new connection: ends everything that is in doubt, and says of the rest what must have become of it. */
    void recover(XAResource resource) throws XAException {
        Set<BranchName> inDoubt = inDoubt(resource);
        for (Map.Entry<BranchName, Branch> each : new LinkedHashMap<>(waiting).entrySet()) {
            if (inDoubt.contains(each.getKey())) {
                scene.recoveredBranch();
                end(resource, each.getKey(), each.getValue());
            } else {
                conclude(each.getKey(), each.getValue());
            }
        }
    }

    private static Set<BranchName> inDoubt(XAResource resource) throws XAException {
        return Arrays.stream(resource.recover(XAResource.TMSTARTRSCAN | XAResource.TMENDRSCAN))
                .map(BranchName::of)
                .collect(Collectors.toSet());
    }

    /** One that was being ended has ended; one whose prepare was not confirmed was rolled back; no others are missing. */
    private void conclude(BranchName name, Branch branch) {
        if (branch.stage() == Stage.PREPARED) {
            scene.trouble(name.text(), new IllegalStateException("was prepared, but is not in doubt after a restart"));
        }
        boolean committed = branch.commit() && branch.stage() != Stage.PREPARING;
        settle(name, branch, committed ? Outcome.CONFIRMED : Outcome.FAILED);
    }

    private void settle(BranchName name, Branch branch, Outcome outcome) {
        waiting.remove(name);
        notebook.settle(branch.unit(), outcome);
    }

    /** When everything has ended: nothing may be in doubt. */
    void checkEnd(XAResource resource) throws XAException {
        Set<BranchName> left = inDoubt(resource);
        if (!left.isEmpty()) {
            scene.trouble("branches", new IllegalStateException("still in doubt although all were ended: " + left));
        }
    }
}
