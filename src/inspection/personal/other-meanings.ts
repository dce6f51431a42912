/** Words that say what a number is when it is nobody's: orders, parcels, articles, bills. Lower case, in the languages of our tests and more. */
import { labelsOf } from './context.ts'

export const OTHER_MEANINGS = labelsOf(
  `order,orders,order no,ordernr,beställning,bestellung,bestellnr,bestilling,ordre,bestelling,commande,pedido,ordine,zamówienie,zamówienia,objednávka,tilaus,sipariş,заказ,замовлення,注文,订单,주문
tracking,parcel,shipment,kolli,försändelse,paket,pakke,sendung,sendungsnummer,colis,envío,rastreo,rastreamento,przesyłka,zásilka,spedizione,waybill,awb
invoice,faktura,fakturanummer,fakturanr,rechnung,rechnungsnummer,facture,factura,fatura,fattura,lasku,счет,发票
article,artikel,artikelnummer,artículo,articolo,item,sku,ean,upc,gtin,isbn,issn,doi,barcode,product,produkt,producto,produit,prodotto,part no,part number,model,modell,modelo,version,build,release,serial,serienummer,seriennummer
ticket,case,ärende,ärendenummer,vorgang,incident,sak,reference,referens,referenz,referencia,référence,riferimento,ref,refnr,booking,bokning,buchung,reserva,réservation,prenotazione,message-id,bug,issue,commit,revision
receipt,kvitto,quittung,recibo,reçu,transaction,transaktion,lot,batch,charge,po number,purchase,quote,offert,angebot,meter,mätare,zähler,size,price,pris,preis,precio,prix,amount,belopp,betrag,total,sum,timestamp,port,pid,seq,sequence,offset,bytes`
    .split(/[,\n]/)
    .map((word) => word.trim()),
)

/** Words that make a number one for calling, thus none of the other kinds. */
export const PHONE_WORDS: readonly string[] =
  `phone,phone number,telephone,tel,tel.nr,tfn,telefon,telefonnummer,telefonnr,mobile,mobil,mobilnummer,mobilnr,cell,cellphone,fax,handy,handynummer,celular,móvil,teléfono,telefono,téléphone,portable,telefone,telemóvel,komórka,numer telefonu,puhelin,puhelinnumero,gsm,whatsapp,sms,call me,ring mig,ring,nås på,call,reach me,ruf,llámame,appelez,cellulare,mobiel,telefoon,τηλέφωνο,κινητό,телефон,тел,моб,номер телефона,电话,手机,電話,携帯,전화,휴대폰,هاتف,جوال,טלפון,נייד,cep,cep telefonu,điện thoại,โทร,โทรศัพท์,telepon,hp,फ़ोन,मोबाइल`.split(
    ',',
  )
