use super::check;
use jiff::civil::{Date, date};

/// A Wednesday.
const DAY: Option<Date> = Some(date(2024, 5, 15));

#[test]
fn dates_as_written() {
    check(
        "sv",
        None,
        &[
            ("Bron invigdes den 28 maj 2024.", "den 28 maj 2024=2024-05-28"),
            ("Bron invigdes lördagen den 20 maj 2023.", "lördagen den 20 maj 2023=2023-05-20"),
            ("Bron invigdes 28 maj.", "28 maj=XXXX-05-28"),
            ("Bron invigdes 20/5 2023.", "20/5 2023=2023-05-20"),
            ("Bron invigdes den 20/5.", "den 20/5=XXXX-05-20"),
            ("Bron invigdes 2023-05-20.", "2023-05-20=2023-05-20"),
            ("Bron invigdes 20.5.2023.", "20.5.2023=2023-05-20"),
            ("Bron invigdes den tjugoförsta maj tvåtusenarton.", "den tjugoförsta maj tvåtusenarton=2018-05-21"),
            ("Bron invigs på julafton 2031.", "julafton 2031=2031-12-24"),
            ("Tre av fem, eller 3/5, röstade nej.", ""),
            ("Kontraktet löper ut den 31 juni 2023.", "den 31 juni 2023=none"),
        ],
    );
}

#[test]
fn years_and_named_stretches() {
    check(
        "sv",
        None,
        &[
            ("Byn brann år 1523.", "år 1523=1523"),
            ("Varvet växte på 1990-talet.", "1990-talet=1990/1999"),
            ("Varvet växte på 90-talet.", "90-talet=1990/1999"),
            ("Varvet växte på nittiotalet.", "nittiotalet=1990/1999"),
            ("Varvet växte på artonhundratalet.", "artonhundratalet=1800/1899"),
            ("Varvet växte i början av 1990-talet.", "början av 1990-talet=1990/1994"),
            ("De kom i slutet av oktober 2023.", "slutet av oktober 2023=2023-10-16/2023-10-31"),
            ("Tredje kvartalet 2023 var bäst.", "Tredje kvartalet 2023=2023-07/2023-09"),
            ("Räkenskapsåret 2013/14 var sämst.", "2013/14=2013/2014"),
            ("De möttes vecka 31 2023.", "vecka 31 2023=2023-07-31/2023-08-06"),
            ("De möttes sommaren 2016.", "sommaren 2016=2016-06-01/2016-09-22"),
        ],
    );
}

#[test]
fn relative_days() {
    check(
        "sv",
        DAY,
        &[
            ("De reste för två dagar sedan.", "för två dagar sedan=2024-05-13"),
            ("De reser om två veckor.", "om två veckor=2024-05-29"),
            ("De reste i fredags.", "i fredags=2024-05-10"),
            ("De reser på fredag.", "på fredag=2024-05-17"),
            ("De reser på söndag i nästa vecka.", "på söndag i nästa vecka=2024-05-26"),
            ("De reste i fjol.", "i fjol=2023"),
            ("De reste förra året.", "förra året=2023"),
            ("De reser i övermorgon.", "i övermorgon=2024-05-17"),
            ("De reser den 20 nästa månad.", "den 20 nästa månad=2024-06-20"),
            ("De reste i somras.", "i somras=2023-06-01/2023-09-22"),
            ("Priserna föll de senaste tio åren.", "senaste tio åren=2014-05-15/2024-05-15"),
            ("Den öppnade den 3 april 1965 och stängde samma år.", "den 3 april 1965=1965-04-03; samma år=1965"),
            ("De reser första fredagen i juli.", "första fredagen i juli=2024-07-05"),
        ],
    );
}

#[test]
fn ranges_and_durations() {
    check(
        "sv",
        DAY,
        &[
            ("Öppet 5–8 maj 2023.", "5–8 maj 2023=2023-05-05/2023-05-08"),
            ("Öppet från den 28 maj till den 3 juni 2023.", "från den 28 maj till den 3 juni 2023=2023-05-28/2023-06-03"),
            ("Öppet mellan 2 och 7 juni.", "mellan 2 och 7 juni=2024-06-02/2024-06-07"),
            ("Kriget 1991–2001 var hårt.", "1991–2001=1991/2001"),
            ("Fred sedan 1997.", "sedan 1997=1997/.."),
            ("Krig fram till 2012.", "fram till 2012=../2012"),
            ("Det tog tre veckor och två dagar.", "tre veckor och två dagar=P3W2D"),
            ("Det tog två och en halv timme.", "två och en halv timme=PT2.5H"),
            ("Det tog ett halvår.", "ett halvår=P6M"),
        ],
    );
}

#[test]
fn times_of_day() {
    check(
        "sv",
        None,
        &[
            ("Dörrarna öppnas kl. 19.30.", "kl. 19.30=19:30"),
            ("Dörrarna öppnas klockan 8.", "klockan 8=08:00"),
            ("Dörrarna öppnas 19.30.", "19.30=19:30"),
            ("Dörrarna öppnas halv tre.", "halv tre=02:30"),
            ("Det kostar 19.30 kronor.", ""),
            ("Programmet Noter 2.10 är här.", ""),
            ("Läs version 2.10 i stället.", ""),
            ("Hyran är 3 000–5 000 kr/mån. Det räcker.", ""),
        ],
    );
}
