package dev.kanit.archiver.report;

import java.util.Locale;

/** What reports say, in each language. {@code %s} stands for what is filled in. */
enum Phrase {
    SOURCES("Sources", "Kaynaklar"),
    SUMMARY("Summary", "Özet"),
    TIMELINE("Timeline", "Zaman çizelgesi"),
    TIME("Time (UTC)", "Zaman (UTC)"),
    STAGE("Stage", "Aşama"),
    DECISION("Decision", "Karar"),
    WHY("Why", "Neden"),
    SIGNAL("Signal", "Metrik"),
    LIMIT("Limit", "Sınır"),
    LOWEST("Lowest", "En düşük"),
    MEDIAN("Median", "Ortanca"),
    HIGHEST("Highest", "En yüksek"),
    SAMPLES("Snapshots", "Ölçüm"),
    STEP("Step", "Adım"),
    OUTCOME("Outcome", "Sonuç"),
    TOOK("Took", "Süre"),
    BY("By", "Kim"),
    NOBODY("automatic", "otomatik"),
    NONE("None.", "Yok."),
    PLAN("Plan %s, %s to %s.", "Plan %s, %s sürümünden %s sürümüne."),
    PERIOD("From %s to %s UTC.", "%s ile %s (UTC) arasında."),
    // The 24 h report
    STABILITY("Stability report: %s", "Kararlılık raporu: %s"),
    STABLE("Verdict: STABLE.", "Sonuç: KARARLI."),
    NOT_STABLE("Verdict: NOT STABLE: %s.", "Sonuç: KARARLI DEĞİL: %s."),
    NIGHT("First night", "İlk gece"),
    NO_NIGHT("There was no watch after the last stage.", "Son aşamadan sonra izleme yapılmadı."),
    AFTER_RELEASE("Signals after 100 %%", "%%100 sonrası metrikler"),
    HOLDS("Holds", "Bekletmeler"),
    ALERTS("Alerts", "Uyarılar"),
    SEVERITY("Severity", "Önem"),
    MATTER("Matter", "Konu"),
    // The draft of a root cause analysis
    RCA("Mini RCA, draft: %s", "Mini RCA, taslak: %s"),
    DRAFT(
            "A draft made from the records. People complete what is marked before it counts.",
            "Kayıtlardan üretilmiş taslaktır. İşaretli yerler tamamlanmadan geçerli sayılmaz."),
    WENT_WELL("What went well", "İyi gidenler"),
    COULD_IMPROVE("What could improve", "İyileştirilebilecekler"),
    RISKS("Remaining risks", "Kalan riskler"),
    RISK("Risk", "Risk"),
    OWNER("Owner", "Sorumlu"),
    DUE("Due", "Tarih"),
    NAME_OWNER("name an owner", "sorumlu atayın"),
    STAGES_PASSED(
            "%s stages passed with every golden signal.", "%s aşama tüm metriklerle geçildi."),
    ROLLBACK_TOOK("The rollback took %s.", "Geri alma %s sürdü."),
    DECIDED_AFTER(
            "The decision came %s after the condition first held.",
            "Karar, koşul ilk sağlandıktan %s sonra verildi."),
    NO_HOLD("No hold was needed.", "Bekletme gerekmedi."),
    HELD_FOR("Held at %s: %s.", "%s aşamasında bekletildi: %s."),
    NOT_DELIVERED("%s of %s deliveries failed.", "%s / %s bildirim iletilemedi."),
    CAME_NEAR("%s came to %s of its limit (%s).", "%s, sınırının (%3$s) %2$s kadarına ulaştı."),
    FEW_SIGNALS(
            "Fewer than three signals have a limit to come near.",
            "Sınıra yaklaşabilecek üçten az metrik var."),
    // The report of an incident
    INCIDENT("Incident report: %s", "Olay raporu: %s"),
    WHAT_HAPPENED("What happened", "Ne oldu"),
    TRIGGERED(
            "At stage %s, with %s of the traffic, %s ordered the rollback to %s.",
            "%s aşamasında, trafiğin %s kadarı yeni sürümdeyken, %s geri almayı (%s) başlattı."),
    CONDITIONS("Conditions behind it", "Arkasındaki koşullar"),
    CONDITION("Condition", "Koşul"),
    MEASURED("Measured", "Ölçülen"),
    HELD("Held for", "Süre"),
    STEPS("The way back", "Geri dönüş"),
    STATE_SIGNALS("Signals when it was ordered", "Emir anında metrikler"),
    VERDICT("Verdict", "Değerlendirme"),
    TOLD("Who was told", "Kime bildirildi"),
    CHANNEL("Channel", "Kanal"),
    PARKING("Parking lot", "Park edilen notlar"),
    // The log by the hour
    HOURLY("Hourly log: %s", "Saatlik kayıt: %s"),
    HOUR("Hour (UTC)", "Saat (UTC)"),
    DECISIONS("Decisions", "Kararlar");

    private final String english;
    private final String turkish;

    Phrase(String english, String turkish) {
        this.english = english;
        this.turkish = turkish;
    }

    /** The words, with {@code parts} filled in. */
    String in(Language language, Object... parts) {
        String words =
                switch (language) {
                    case ENGLISH -> english;
                    case TURKISH -> turkish;
                };
        return String.format(Locale.ROOT, words, parts);
    }
}
