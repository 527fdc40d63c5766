package dev.kanit.archiver.intake;

import dev.kanit.ledger.segment.Entry.Bytes;
import dev.kanit.ledger.segment.Entry.Header;
import dev.kanit.ledger.segment.Entry.Kept;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Kafka's records as the ledger keeps them; their bytes are shared, nobody changes them. */
final class KeptRecords {

    private KeptRecords() {}

    static Kept of(ConsumerRecord<byte[], byte[]> record) {
        List<Header> headers = new ArrayList<>();
        for (var header : record.headers()) {
            headers.add(new Header(header.key(), Bytes.sharing(header.value())));
        }
        return new Kept(
                record.offset(),
                record.timestamp(),
                Bytes.sharing(record.key()),
                Bytes.sharing(record.value()),
                headers);
    }
}
