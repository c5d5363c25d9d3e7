//! German is a language pack and nothing else: what it can read shows that the grammar holds no language.

use super::{check, numbers};

#[test]
fn dates_as_written() {
    check(
        "de",
        None,
        &[
            ("Die Brücke wurde am 28. Mai 2024 eröffnet.", "28. Mai 2024=2024-05-28"),
            ("Die Brücke wurde am 3. Oktober gesperrt.", "3. Oktober=XXXX-10-03"),
            ("Am Freitag, dem 31. Mai 2024, regnete es.", "Freitag, dem 31. Mai 2024=2024-05-31"),
            ("Sie kam am 27.11.2025 an.", "27.11.2025=2025-11-27"),
            ("Sie kam am einundzwanzigsten Mai an.", "einundzwanzigsten Mai=XXXX-05-21"),
            ("Sie kam vom 5. bis 8. Mai 2023 vorbei.", "vom 5. bis 8. Mai 2023=2023-05-05/2023-05-08"),
            ("Der Krieg dauerte von 1914 bis 1918.", "von 1914 bis 1918=1914/1918"),
            ("Der Vertrag endet am 31. Juni 2023.", "31. Juni 2023=none"),
            ("Der Film beginnt um 19.30 Uhr.", "19.30 Uhr=19:30"),
            ("Der Film beginnt um halb acht.", "halb acht=07:30"),
            ("Im 15. Jahrhundert brannte die Stadt.", "15. Jahrhundert=1400/1499"),
            ("Es dauerte zwei Wochen und drei Tage.", "zwei Wochen und drei Tage=P2W3D"),
        ],
    );
}

#[test]
fn numbers_and_ranks() {
    numbers(
        "de",
        &[
            ("Einundzwanzig Boote sanken.", "Einundzwanzig=21"),
            ("Sie zählten hundertfünfundzwanzig Boote.", "hundertfünfundzwanzig=125"),
            ("Sie zählten zweitausendachtzehn Boote.", "zweitausendachtzehn=2018"),
            ("Sie zählten neunzehnhundertachtundsiebzig Boote.", "neunzehnhundertachtundsiebzig=1978"),
            ("Sie zählten 12.500 Boote.", "12.500=12500"),
            ("Sie zählten 1,5 Millionen Boote.", "1,5 Millionen=1500000"),
            ("Das war die 3. Auflage.", "3.=3."),
            ("Das war die einundzwanzigste Auflage.", "einundzwanzigste=21."),
            ("Sie wohnt im Haus 3.", "3=3"),
        ],
    );
}
