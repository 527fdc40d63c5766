package dev.kanit.evaluator.api;

import dev.kanit.evaluator.people.Door;
import dev.kanit.evaluator.people.InstallationDoor;
import io.micronaut.context.annotation.Factory;
import io.micronaut.context.annotation.Requires;
import jakarta.inject.Singleton;

/** Where nobody has said who the users are, the installation's token is the key. */
@Factory
final class DoorFactory {

    @Singleton
    @Requires(beans = ApiToken.class, missingBeans = Door.class)
    InstallationDoor door(ApiToken token) {
        return new InstallationDoor(token.secret());
    }
}
