package io.chasqui.broker.security;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.random.RandomGenerator;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * What is kept of a password: a random salt and a hash that is slow on purpose (PBKDF2 with HMAC-SHA-256), so that
 * whoever steals the file of users has to spend that time on each guess for each user. The number of iterations is kept
 * with the hash; raising it later leaves older hashes valid.
 *
 * <p>The stored form is {@code pbkdf2-sha256:ITERATIONS:SALT:HASH}, salt and hash in Base64.
 */
public final class PasswordHash {
    /** Iterations of new hashes: a few tenths of a second of one processor. */
    public static final int DEFAULT_ITERATIONS = 600_000;

    private static final String SCHEME = "pbkdf2-sha256";
    private static final String ALGORITHM = "PBKDF2WithHmacSHA256";
    private static final int LEAST_ITERATIONS = 1_000;
    private static final int MOST_ITERATIONS = 10_000_000;
    private static final int SALT_BYTES = 16;
    private static final int MOST_SALT_BYTES = 64;
    private static final int HASH_BYTES = 32;

    private final int iterations;
    private final byte[] salt;
    private final byte[] hash;

    private PasswordHash(int iterations, byte[] salt, byte[] hash) {
        this.iterations = iterations;
        this.salt = salt;
        this.hash = hash;
    }

    /**
     * The hash of a new password.
     *
     * @param password at least one character
     * @param iterations 1,000 to 10,000,000, see {@link #DEFAULT_ITERATIONS}
     * @param entropy where the salt comes from; a {@link java.security.SecureRandom}, except in tests
     * @throws IllegalArgumentException if the password is empty or the number is out of range
     */
    public static PasswordHash of(String password, int iterations, RandomGenerator entropy) {
        if (password.isEmpty()) {
            throw new IllegalArgumentException("A password needs at least one character but is empty.");
        }
        checkIterations(iterations);
        byte[] salt = new byte[SALT_BYTES];
        entropy.nextBytes(salt);
        return new PasswordHash(iterations, salt, derive(password, salt, iterations));
    }

    /**
     * Reads the stored form.
     *
     * @throws IllegalArgumentException if it is not one; the message tells the expected form, and never the hash
     */
    public static PasswordHash parse(String stored) {
        String[] parts = stored.split(":", -1);
        if (parts.length != 4 || !parts[0].equals(SCHEME)) {
            throw malformed("it has not four parts of which the first is " + SCHEME, null);
        }
        try {
            int iterations = Integer.parseInt(parts[1]);
            checkIterations(iterations);
            byte[] salt = Base64.getDecoder().decode(parts[2]);
            byte[] hash = Base64.getDecoder().decode(parts[3]);
            if (salt.length < SALT_BYTES || salt.length > MOST_SALT_BYTES || hash.length != HASH_BYTES) {
                throw malformed("the salt has " + salt.length + " bytes and the hash " + hash.length, null);
            }
            return new PasswordHash(iterations, salt, hash);
        } catch (NumberFormatException notANumber) {
            throw malformed("its second part is not a number", notANumber);
        }
    }

    /** Whether this is the password. Takes the same time whatever the answer. */
    boolean matches(String password) {
        return MessageDigest.isEqual(hash, derive(password, salt, iterations));
    }

    int iterations() {
        return iterations;
    }

    /** The form in which it is stored. */
    public String stored() {
        Base64.Encoder base64 = Base64.getEncoder().withoutPadding();
        return SCHEME + ":" + iterations + ":" + base64.encodeToString(salt) + ":" + base64.encodeToString(hash);
    }

    private static byte[] derive(String password, byte[] salt, int iterations) {
        PBEKeySpec spec = new PBEKeySpec(password.toCharArray(), salt, iterations, HASH_BYTES * Byte.SIZE);
        try {
            return SecretKeyFactory.getInstance(ALGORITHM).generateSecret(spec).getEncoded();
        } catch (GeneralSecurityException missing) {
            throw new IllegalStateException(
                    "This Java has no " + ALGORITHM + ", which every complete Java platform has.", missing);
        } finally {
            spec.clearPassword();
        }
    }

    private static void checkIterations(int iterations) {
        if (iterations < LEAST_ITERATIONS || iterations > MOST_ITERATIONS) {
            throw new IllegalArgumentException("A password hash takes " + LEAST_ITERATIONS + " to " + MOST_ITERATIONS
                    + " iterations, not " + iterations + ".");
        }
    }

    private static IllegalArgumentException malformed(String why, @Nullable Throwable cause) {
        return new IllegalArgumentException(
                "A password hash has the form " + SCHEME + ":ITERATIONS:SALT:HASH with salt and hash in Base64, but "
                        + why + ". 'chasqui user add' makes one.",
                cause);
    }

    /** Tells nothing. */
    @Override
    public String toString() {
        return SCHEME + ":" + iterations + ":...";
    }
}
