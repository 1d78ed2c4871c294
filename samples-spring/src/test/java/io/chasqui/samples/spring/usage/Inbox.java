package io.chasqui.samples.spring.usage;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** What a listener of an application has heard, for the test. */
final class Inbox {
    private final BlockingQueue<String> heard = new LinkedBlockingQueue<>();

    void add(String text) {
        heard.add(text);
    }

    /** The next text; fails if none comes. */
    String next() throws InterruptedException {
        String text = heard.poll(15, TimeUnit.SECONDS);
        if (text == null) {
            throw new AssertionError("The listener heard nothing more.");
        }
        return text;
    }

    /** The next texts. */
    List<String> next(int count) throws InterruptedException {
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            texts.add(next());
        }
        return texts;
    }

    /** How many wait to be taken. */
    int size() {
        return heard.size();
    }
}
