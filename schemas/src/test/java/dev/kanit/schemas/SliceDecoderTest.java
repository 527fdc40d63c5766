package dev.kanit.schemas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class SliceDecoderTest {

    @ParameterizedTest
    @ValueSource(longs = {0, 1, -1, 63, 64, -65, 8_191, 1L << 40, Long.MAX_VALUE, Long.MIN_VALUE})
    void numbersAreReadAsAvroWritesThem(long number) throws IOException {
        assertThat(written(out -> out.writeLong(number)).readLong()).isEqualTo(number);
    }

    @Test
    void scalarsAreReadAsAvroWritesThem() throws IOException {
        SliceDecoder in =
                written(
                        out -> {
                            out.writeBoolean(true);
                            out.writeDouble(-0.1);
                            out.writeFloat(1.5f);
                            out.writeString("ığüş");
                            out.writeBytes(new byte[] {1, 2, 3});
                            out.writeInt(Integer.MIN_VALUE);
                        });
        assertThat(in.readBoolean()).isTrue();
        assertThat(in.readDouble()).isEqualTo(-0.1);
        assertThat(in.readFloat()).isEqualTo(1.5f);
        assertThat(in.readString()).isEqualTo("ığüş");
        assertThat(in.readBytes(null)).isEqualTo(ByteBuffer.wrap(new byte[] {1, 2, 3}));
        assertThat(in.readInt()).isEqualTo(Integer.MIN_VALUE);
        assertThat(in.remaining()).isZero();
    }

    @Test
    void moreItemsThanBytesAreRefused() throws IOException {
        SliceDecoder in = written(out -> out.writeLong(1_000_000));
        assertThatThrownBy(in::readArrayStart)
                .isInstanceOf(EOFException.class)
                .hasMessage("length: 1000000 (expected: <= 0, what is left)");
    }

    @Test
    void moreBytesThanThereAreAreRefused() throws IOException {
        SliceDecoder in = written(out -> out.writeLong(Integer.MAX_VALUE));
        assertThatThrownBy(() -> in.readBytes(null)).isInstanceOf(EOFException.class);
    }

    @Test
    void negativeLengthIsRefused() throws IOException {
        SliceDecoder in = written(out -> out.writeLong(-5));
        assertThatThrownBy(in::readString).hasMessage("length: -5 (expected: >= 0)");
    }

    @Test
    void smallestBlockCountIsRefused() throws IOException {
        SliceDecoder in =
                written(
                        out -> {
                            out.writeLong(Long.MIN_VALUE);
                            out.writeLong(0);
                        });
        assertThatThrownBy(in::readArrayStart).isInstanceOf(IOException.class);
    }

    @Test
    void blockWithItsSizeIsReadAndSkipped() throws IOException {
        IoConsumer block =
                out -> {
                    out.writeLong(-2);
                    out.writeLong(2);
                    out.writeInt(1);
                    out.writeInt(2);
                    out.writeLong(0);
                };
        SliceDecoder reading = written(block);
        assertThat(reading.readArrayStart()).isEqualTo(2);
        assertThat(reading.readInt() + reading.readInt()).isEqualTo(3);
        assertThat(reading.arrayNext()).isZero();

        SliceDecoder skipping = written(block);
        assertThat(skipping.skipArray()).isZero();
        assertThat(skipping.remaining()).isZero();
    }

    @Test
    void numberWithoutAnEndIsRefused() {
        SliceDecoder in = new SliceDecoder();
        byte[] endless = new byte[11];
        Arrays.fill(endless, (byte) 0x80);
        in.reset(endless, 0);
        assertThatThrownBy(in::readLong).hasMessageContaining("more than 10 bytes");
    }

    @Test
    void intBeyond32BitsIsRefused() throws IOException {
        SliceDecoder in = written(out -> out.writeLong(1L << 32));
        assertThatThrownBy(in::readInt).hasMessage("int: 4294967296 (expected: 32 bits)");
    }

    private interface IoConsumer {
        void accept(BinaryEncoder out) throws IOException;
    }

    private static SliceDecoder written(IoConsumer writing) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        BinaryEncoder out = EncoderFactory.get().binaryEncoder(bytes, null);
        writing.accept(out);
        out.flush();
        SliceDecoder in = new SliceDecoder();
        in.reset(bytes.toByteArray(), 0);
        return in;
    }
}
