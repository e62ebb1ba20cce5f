package dev.slipway.scheduler.client;

import static dev.slipway.scheduler.testing.Api.unique;
import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.testkit.Infrastructure;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Blocks and variables with the real client. */
@QuarkusTest
@WithTestResource(value = Infrastructure.class, initArgs = @ResourceArg(name = "service", value = "scheduler"))
class BlockClientIT {
    private static final String CLASSES = """
            from typing import Optional, Union
            from pydantic import BaseModel, SecretStr
            from prefect.blocks.core import Block
            from prefect.blocks.fields import SecretDict
            from prefect.blocks.system import Secret

            class Login(BaseModel):
                user: str
                password: SecretStr

            class %1$sToken(Block):
                token: SecretStr
                ratio: float = 0.5

            class %1$sChat(Block):
                \"""Tells a chat < b & "c".\"""
                url: SecretStr
                login: Login
                headers: SecretDict = SecretDict({})
                token: %1$sToken
                other: Union[%1$sToken, Secret, None] = None
                channel: Optional[str] = "ümläut"
            """;

    @Test
    void aSecretIsSavedLoadedAndOverwritten(@TempDir Path folder) {
        var printed = new PrefectCli(folder).python("""
                from prefect.blocks.system import Secret
                name = "%s"
                Secret(value="one").save(name)
                print("FIRST", Secret.load(name).get())
                try:
                    Secret(value="two").save(name)
                except ValueError as e:
                    print("TAKEN", e)
                Secret(value={"a": [1, "two"]}).save(name, overwrite=True)
                print("SECOND", Secret.load(name).get())
                Secret.delete(name)
                try:
                    Secret.load(name)
                except ValueError as e:
                    print("GONE", e)
                """.formatted(unique("secret")));

        assertThat(printed)
                .contains("FIRST one", "already in use", "SECOND {'a': [1, 'two']}", "Unable to find block document");
    }

    @Test
    void aClassOfTheUserWithNestedBlocksAndSecretsIsSavedAndLoaded(@TempDir Path folder) throws IOException {
        var prefix = prefix();
        Files.writeString(folder.resolve("chat.py"), CLASSES.formatted(prefix));

        var printed = new PrefectCli(folder).python("""
                import sys; sys.path.insert(0, ".")
                from chat import %1$sChat as Chat, %1$sToken as Token, Login
                from prefect.blocks.system import Secret
                from prefect.client.orchestration import get_client
                token = Token(token="t0ken"); token.save("token")
                login = Login(user="me", password="pa55")
                chat = Chat(url="https://secret", login=login, headers={"X": "h3ader"}, token=token,
                    other=Secret(value="v4lue"))
                chat.save("chat")
                for again in range(2):
                    loaded = Chat.load("chat")
                    assert loaded.url.get_secret_value() == "https://secret", loaded
                    assert loaded.login.password.get_secret_value() == "pa55", loaded
                    assert loaded.headers.get_secret_value() == {"X": "h3ader"}, loaded
                    assert loaded.token.token.get_secret_value() == "t0ken" and loaded.token.ratio == 0.5, loaded
                    assert loaded.other.get() == "v4lue", loaded
                    loaded.channel = "new"; loaded.save("chat", overwrite=True)
                with get_client(sync_client=True) as client:
                    hidden = client.read_block_document_by_name("chat", Chat.get_block_type_slug(), include_secrets=False)
                    print("HIDDEN", hidden.data)
                    print("REFERENCES", sorted(hidden.block_document_references))
                token.token = "n3w"; token.save("token", overwrite=True)
                print("NEW", Chat.load("chat").token.token.get_secret_value(), Chat.load("chat").channel)
                """.formatted(prefix));

        assertThat(printed).contains("NEW n3w new").contains("REFERENCES ['token']");
        assertThat(printed.substring(printed.indexOf("HIDDEN")))
                .contains("'password': '********'", "'url': '********'", "'token': {'token': '********'")
                .doesNotContain("pa55", "h3ader", "t0ken", "v4lue", "https://secret");
    }

    @Test
    void theCommandLineRegistersListsInspectsAndDeletes(@TempDir Path folder) throws IOException {
        var cli = new PrefectCli(folder);
        var prefix = prefix();
        var slug = prefix.toLowerCase(java.util.Locale.ROOT) + "token";
        Files.writeString(folder.resolve("chat.py"), CLASSES.formatted(prefix));

        assertThat(cli.run("block", "register", "-f", "chat.py")).contains("Successfully registered");
        assertThat(cli.run("block", "register", "-m", "prefect.blocks.notifications"))
                .contains("Successfully registered");
        cli.python("""
                import sys; sys.path.insert(0, ".")
                from chat import %sToken as Token
                Token(token="t0ken").save("mine")
                """.formatted(prefix));

        assertThat(cli.run("block", "type", "ls")).contains(slug).contains("local-file-system");
        assertThat(cli.run("block", "type", "inspect", slug)).contains(slug);
        assertThat(cli.run("block", "ls")).contains(slug + "/mine");
        assertThat(cli.run("block", "inspect", slug + "/mine"))
                .contains("********")
                .doesNotContain("t0ken");
        assertThat(cli.run("block", "create", "secret")).contains("blocks/catalog/secret/create");
        cli.run("--no-prompt", "block", "delete", slug + "/mine");
        assertThat(cli.run("block", "ls")).doesNotContain(slug + "/mine");
        cli.run("--no-prompt", "block", "type", "delete", slug);
        assertThat(cli.run("block", "type", "ls")).doesNotContain(slug);
        assertThat(cli.fails("--no-prompt", "block", "type", "delete", "secret"))
                .contains("is a protected block");
    }

    @Test
    void aResultIsKeptInAFileSystemThatIsABlock(@TempDir Path folder) {
        var name = unique("results");

        var printed = new PrefectCli(folder).python("""
                import asyncio, os
                from prefect.filesystems import LocalFileSystem
                from prefect.results import ResultStore, aresolve_result_storage
                block = LocalFileSystem(basepath=os.path.abspath("kept")); block.save("%1$s")

                async def main():
                    storage = await aresolve_result_storage("local-file-system/%1$s")
                    store = ResultStore(result_storage=storage)
                    record = store.create_result_record({"answer": 42}, key="answer")
                    await store.apersist_result_record(record)
                    again = ResultStore(result_storage=await LocalFileSystem.aload("%1$s"))
                    print("KEPT", (await again.aread("answer")).result, os.listdir("kept"))

                asyncio.run(main())
                """.formatted(name));

        assertThat(printed).contains("KEPT {'answer': 42} ['answer']");
    }

    @Test
    void codeIsPulledWithABlock(@TempDir Path folder) throws IOException {
        var name = unique("code");
        Files.createDirectories(folder.resolve("shelf"));
        Files.writeString(folder.resolve("shelf/flow.py"), "print('here')");

        var printed = new PrefectCli(folder).python("""
                import os
                from prefect.filesystems import LocalFileSystem
                from prefect.deployments.steps.core import run_steps
                import asyncio
                LocalFileSystem(basepath=os.path.abspath("shelf")).save("%1$s")
                step = {"prefect.deployments.steps.pull_with_block": {
                    "block_document_name": "%1$s", "block_type_slug": "local-file-system"}}
                output = asyncio.run(run_steps([step]))
                print("PULLED", os.path.exists(os.path.join(output["directory"], "flow.py")))
                """.formatted(name));

        assertThat(printed).contains("PULLED True");
    }

    @Test
    void stepsResolveBlocksAndVariablesOfAnyType(@TempDir Path folder) {
        var name = unique("mixed");

        var printed = new PrefectCli(folder).python("""
                import asyncio
                from prefect.blocks.system import Secret
                from prefect.variables import Variable
                from prefect.utilities.templating import resolve_block_document_references, resolve_variables
                name = "%s"
                Secret(value={"user": "me", "list": [1, 2]}).save(name)
                variable = name.replace("-", "_")
                for value in [None, True, 1, 1.5, "text", [1, {"a": None}], {"a": [1.0]}]:
                    Variable.set(variable, value, overwrite=True)
                    read = Variable.get(variable)
                    assert read == value and type(read) is type(value), (value, read)

                async def main():
                    template = {"a": "{{ prefect.blocks.secret.%s }}", "b": "{{ prefect.blocks.secret.%s.value.list[1] }}",
                        "c": "{{ prefect.variables." + variable + " }}"}
                    print("RESOLVED", await resolve_variables(await resolve_block_document_references(template)))

                asyncio.run(main())
                """.formatted(name, name, name));

        assertThat(printed).contains("RESOLVED {'a': {'user': 'me', 'list': [1, 2]}, 'b': 2, 'c': {'a': [1.0]}}");
    }

    private static String prefix() {
        return "C" + unique("x").replace("-", "").replaceAll("[0-9]", "q");
    }
}
